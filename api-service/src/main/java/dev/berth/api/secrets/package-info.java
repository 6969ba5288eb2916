/** Secret variables: sealed here, opened only by the workers that need them. */
@NullMarked
package dev.berth.api.secrets;

import org.jspecify.annotations.NullMarked;
