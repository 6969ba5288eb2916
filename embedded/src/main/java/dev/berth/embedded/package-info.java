/** PostgreSQL and Kafka that this JVM starts, keeps and stops. */
@NullMarked
package dev.berth.embedded;

import org.jspecify.annotations.NullMarked;
