package dev.berth.gateway.proxy;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where connections are between being accepted and having asked for something. Vert.x shows a connection only once the
 * head of its first request is complete, so whoever never completes it would never be seen, and never be sent away.
 */
@ChannelHandler.Sharable
final class Doorstep extends ChannelInboundHandlerAdapter {

    private final Map<Channel, Long> waiting = new ConcurrentHashMap<>();
    private final Set<Channel> doors = ConcurrentHashMap.newKeySet();
    private final long patienceNanos;

    Doorstep(long patienceNanos) {
        this.patienceNanos = patienceNanos;
    }

    /** Who has come in by a door that is not watched yet shows which one it is. */
    void entered(Channel guest) {
        waiting.remove(guest);
        if (doors.add(guest.parent())) {
            guest.parent().pipeline().addFirst(this);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object accepted) {
        if (accepted instanceof Channel guest) {
            waiting.put(guest, System.nanoTime());
            guest.closeFuture().addListener(_ -> waiting.remove(guest));
        }
        context.fireChannelRead(accepted);
    }

    /** Sends away who has stood here for too long. */
    void sweep() {
        long now = System.nanoTime();
        waiting.forEach((guest, since) -> {
            if (now - since > patienceNanos) {
                var _ = guest.close();
            }
        });
    }

    /** Lets nobody in any more, and sends away who has not asked for anything. */
    void shut() {
        doors.forEach(acceptor -> {
            var _ = acceptor.close().awaitUninterruptibly(1000);
        });
        waiting.keySet().forEach(guest -> {
            var _ = guest.close();
        });
    }
}
