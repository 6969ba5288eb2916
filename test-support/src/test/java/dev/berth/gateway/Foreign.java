package dev.berth.gateway;

/** Stands for another service, in a package that is not null-marked. */
public class Foreign {}
