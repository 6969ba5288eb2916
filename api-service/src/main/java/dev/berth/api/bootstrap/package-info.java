/** The first tenant, from the configuration. */
@NullMarked
package dev.berth.api.bootstrap;

import org.jspecify.annotations.NullMarked;
