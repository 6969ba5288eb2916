/** What containers wrote, asked for at a reconciler: it stands in no log of Berth's own. */
@NullMarked
package dev.berth.api.logs;

import org.jspecify.annotations.NullMarked;
