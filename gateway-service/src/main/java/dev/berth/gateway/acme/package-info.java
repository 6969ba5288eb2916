/** Certificates ordered from an authority that browsers know, by ACME (RFC 8555), and kept in a folder that gateways share. */
@NullMarked
package dev.berth.gateway.acme;

import org.jspecify.annotations.NullMarked;
