/** Scaleway's Serverless Containers API, version 1. */
@NullMarked
package dev.berth.api.dialect.scaleway.v1;

import org.jspecify.annotations.NullMarked;
