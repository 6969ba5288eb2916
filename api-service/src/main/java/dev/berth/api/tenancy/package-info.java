/** Organizations, projects and API keys. */
@NullMarked
package dev.berth.api.tenancy;

import org.jspecify.annotations.NullMarked;
