/** Domains: hostnames of a user's own that lead to containers. */
@NullMarked
package dev.berth.api.domain;

import org.jspecify.annotations.NullMarked;
