package dev.berth.gateway;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.SocketAddress;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Asks over HTTPS, on a new connection each time: a connection keeps the certificate of its handshake. */
final class HttpsClient {

    private final Vertx vertx;
    private final HttpClientOptions options;

    private HttpsClient(Vertx vertx, HttpClientOptions options) {
        this.vertx = vertx;
        this.options = options.setSsl(true).setForceSni(true).setUseAlpn(true);
    }

    /** A client that believes every certificate. */
    static HttpsClient credulous(Vertx vertx) {
        return new HttpsClient(vertx, new HttpClientOptions().setTrustAll(true).setVerifyHost(false));
    }

    /** A client that believes what the authority of that file has signed, and only for the host that it is for. */
    static HttpsClient trusting(Vertx vertx, String certificate) {
        return new HttpsClient(
                vertx, new HttpClientOptions().setTrustOptions(new PemTrustOptions().addCertPath(certificate)));
    }

    /** What a client got, and the certificate that it was shown. */
    record Seen(int status, HttpVersion version, String body, X509Certificate shown) {}

    Seen get(int port, String host, HttpVersion version) {
        HttpClient client = vertx.createHttpClient(new HttpClientOptions(options).setProtocolVersion(version));
        try {
            HttpClientResponse response = Rig.get(client.request(new RequestOptions()
                            .setServer(SocketAddress.inetSocketAddress(port, "127.0.0.1"))
                            .setHost(host)
                            .setPort(port)
                            .setURI("/"))
                    .compose(request -> {
                        request.authority(HostAndPort.create(host, port));
                        return request.send();
                    })
                    // inside, so that it is there before the body is: the test's thread may be slow
                    .compose(got -> got.body().map(_ -> got)));
            return new Seen(
                    response.statusCode(),
                    response.version(),
                    Rig.get(response.body()).toString(),
                    shown(response));
        } finally {
            Rig.get(client.close());
        }
    }

    private static X509Certificate shown(HttpClientResponse response) {
        try {
            return (X509Certificate)
                    response.request().connection().sslSession().getPeerCertificates()[0];
        } catch (SSLPeerUnverifiedException e) {
            throw new IllegalStateException(e);
        }
    }
}
