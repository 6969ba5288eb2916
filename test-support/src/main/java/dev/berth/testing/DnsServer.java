package dev.berth.testing;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A DNS server on loopback, by UDP and by TCP, which knows what it is told: of each name one alias or one address. */
public final class DnsServer implements AutoCloseable {

    private static final int A = 1;
    private static final int CNAME = 5;
    private static final int AAAA = 28;
    private static final int IN = 1;
    private static final int ANSWER = 0x8180;
    private static final int NO_SUCH_NAME = 0x8183;
    private static final int TRIES = 100;

    private final Map<String, String> aliases = new ConcurrentHashMap<>();
    private final Map<String, InetAddress> addresses = new ConcurrentHashMap<>();
    private final AtomicInteger lost = new AtomicInteger();
    private final Sockets sockets;

    /** Both are on the same port. */
    private record Sockets(DatagramSocket udp, ServerSocket tcp) {}

    /** Listens at once, on any free port, and knows nothing yet. */
    public DnsServer() {
        try {
            sockets = open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().name("dns-udp").start(this::serveUdp);
        Thread.ofVirtual().name("dns-tcp").start(this::serveTcp);
    }

    private static Sockets open() throws IOException {
        for (int i = 1; ; i++) {
            DatagramSocket udp = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            try {
                return new Sockets(udp, new ServerSocket(udp.getLocalPort(), 0, InetAddress.getLoopbackAddress()));
            } catch (BindException taken) {
                udp.close();
                if (i == TRIES) {
                    throw taken;
                }
            }
        }
    }

    /** From now on a name is an alias of another. */
    public DnsServer alias(String name, String other) {
        aliases.put(name, other);
        return this;
    }

    /** From now on a name has an address. */
    public DnsServer address(String name, String address) {
        addresses.put(name, InetAddress.ofLiteral(address));
        return this;
    }

    /** The next questions by UDP are lost. */
    public DnsServer losing(int questions) {
        lost.set(questions);
        return this;
    }

    /** Where it listens, as resolvers are configured. */
    public String at() {
        return "127.0.0.1:" + sockets.udp().getLocalPort();
    }

    private void serveUdp() {
        DatagramSocket socket = sockets.udp();
        byte[] buffer = new byte[512];
        while (!socket.isClosed()) {
            try {
                DatagramPacket query = new DatagramPacket(buffer, buffer.length);
                socket.receive(query);
                if (lost.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                    continue;
                }
                byte[] answer = answer(ByteBuffer.wrap(buffer, 0, query.getLength()));
                socket.send(new DatagramPacket(answer, answer.length, query.getSocketAddress()));
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void serveTcp() {
        while (!sockets.tcp().isClosed()) {
            try {
                Socket client = sockets.tcp().accept();
                Thread.ofVirtual().name("dns-client").start(() -> serve(client));
            } catch (IOException e) {
                if (!sockets.tcp().isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    /** By TCP, each message comes after its length. */
    private void serve(Socket client) {
        try (client) {
            DataInputStream in = new DataInputStream(client.getInputStream());
            DataOutputStream out = new DataOutputStream(client.getOutputStream());
            byte[] query = in.readNBytes(in.readUnsignedShort());
            byte[] answer = answer(ByteBuffer.wrap(query));
            out.writeShort(answer.length);
            out.write(answer);
        } catch (EOFException _) {
            // it asked nothing
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] answer(ByteBuffer query) throws IOException {
        short id = query.getShort();
        query.position(12);
        StringBuilder name = new StringBuilder();
        for (int length = query.get(); length > 0; length = query.get()) {
            byte[] label = new byte[length];
            query.get(label);
            name.append(name.isEmpty() ? "" : ".").append(new String(label, StandardCharsets.US_ASCII));
        }
        short type = query.getShort();
        return response(id, name.toString(), type);
    }

    private byte[] response(short id, String name, short type) throws IOException {
        Optional<byte[]> data = data(name, type);
        boolean known = aliases.containsKey(name) || addresses.containsKey(name);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeShort(id);
        out.writeShort(known ? ANSWER : NO_SUCH_NAME);
        out.writeShort(1);
        out.writeShort(data.isPresent() ? 1 : 0);
        out.writeInt(0);
        out.write(encoded(name));
        out.writeShort(type);
        out.writeShort(IN);
        if (data.isPresent()) {
            out.write(encoded(name));
            out.writeShort(type);
            out.writeShort(IN);
            out.writeInt(60);
            out.writeShort(data.get().length);
            out.write(data.get());
        }
        return bytes.toByteArray();
    }

    private Optional<byte[]> data(String name, short type) {
        Optional<InetAddress> address = Optional.ofNullable(addresses.get(name));
        return switch (type) {
            case A -> address.map(InetAddress::getAddress).filter(bytes -> bytes.length == 4);
            case AAAA -> address.map(InetAddress::getAddress).filter(bytes -> bytes.length == 16);
            case CNAME -> Optional.ofNullable(aliases.get(name)).map(DnsServer::encoded);
            default -> Optional.empty();
        };
    }

    private static byte[] encoded(String name) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (String label : name.split("\\.", -1)) {
            bytes.write(label.length());
            bytes.writeBytes(label.getBytes(StandardCharsets.US_ASCII));
        }
        bytes.write(0);
        return bytes.toByteArray();
    }

    @Override
    public void close() {
        sockets.udp().close();
        try {
            sockets.tcp().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
