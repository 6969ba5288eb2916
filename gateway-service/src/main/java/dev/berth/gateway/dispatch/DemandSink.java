package dev.berth.gateway.dispatch;

import dev.berth.events.traffic.Demand;

/** Takes demands to the reconciler. May block for a while; what gets lost is told again. */
public interface DemandSink {

    void tell(Demand demand);
}
