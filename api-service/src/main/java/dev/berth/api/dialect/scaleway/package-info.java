/** The words that all of Scaleway's APIs share: errors, durations, times, paging, regions, the authentication header. */
@NullMarked
package dev.berth.api.dialect.scaleway;

import org.jspecify.annotations.NullMarked;
