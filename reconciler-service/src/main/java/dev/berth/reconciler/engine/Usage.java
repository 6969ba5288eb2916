package dev.berth.reconciler.engine;

/** What an instance uses of what it may use, percent. */
public record Usage(double cpuPercent, double memoryPercent) {}
