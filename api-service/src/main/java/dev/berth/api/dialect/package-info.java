/** Foreign APIs: each sub-package maps one of them to the platform's words and back. Here is what they share. */
@NullMarked
package dev.berth.api.dialect;

import org.jspecify.annotations.NullMarked;
