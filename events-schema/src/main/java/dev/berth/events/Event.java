package dev.berth.events;

/** Something that has happened to a resource. Facts are for ever: fields may be added, meanings never change. */
public sealed interface Event
        permits OrganizationEvent,
                ProjectEvent,
                ApiKeyEvent,
                NamespaceEvent,
                ContainerEvent,
                DomainEvent,
                TokenEvent,
                TriggerEvent {

    /** The resource that it happened to. */
    ResourceId id();
}
