/** Scaleway's Serverless Containers API, version 1 beta 1: the older view of the same resources. */
@NullMarked
package dev.berth.api.dialect.scaleway.v1beta1;

import org.jspecify.annotations.NullMarked;
