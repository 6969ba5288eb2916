/** Berth's own API, {@code /berth/v1}: tenants and their keys, which no foreign API lets a client make. */
@NullMarked
package dev.berth.api.platform;

import org.jspecify.annotations.NullMarked;
