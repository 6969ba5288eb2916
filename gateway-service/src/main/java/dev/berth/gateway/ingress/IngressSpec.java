package dev.berth.gateway.ingress;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What an Ingress wants, field by field as Knative's API has it: the hash of an Ingress is one of its JSON, so that the order of
 * fields, and which of them are left out when empty, are a part of the contract.
 */
@JsonPropertyOrder({"tls", "rules", "httpOption"})
@JsonInclude(Include.NON_EMPTY)
public record IngressSpec(List<Tls> tls, List<Rule> rules, String httpOption) {

    public IngressSpec {
        tls = list(tls);
        rules = list(rules);
        httpOption = text(httpOption);
    }

    /**
     * Reads it from maps and lists, as JSON has them.
     *
     * @throws IllegalArgumentException when it is no such thing
     */
    public static IngressSpec of(Object json) {
        return IngressJson.read(json);
    }

    /** Which Secret has the certificate for some hosts; for all of the Ingress where none are named. */
    @JsonPropertyOrder({"hosts", "secretName", "secretNamespace"})
    @JsonInclude(Include.NON_EMPTY)
    public record Tls(List<String> hosts, String secretName, String secretNamespace) {
        public Tls {
            hosts = list(hosts);
            secretName = text(secretName);
            secretNamespace = text(secretNamespace);
        }
    }

    /** What becomes of requests to some hosts. */
    @JsonPropertyOrder({"hosts", "visibility", "http"})
    @JsonInclude(Include.NON_EMPTY)
    public record Rule(List<String> hosts, String visibility, Http http) {

        private static final String CLUSTER_LOCAL = "ClusterLocal";

        public Rule {
            hosts = list(hosts);
            visibility = text(visibility);
            http = Objects.requireNonNullElse(http, new Http(List.of()));
        }

        /** Whether nobody outside of the cluster may get there. */
        @JsonIgnore
        public boolean clusterLocal() {
            return CLUSTER_LOCAL.equals(visibility);
        }
    }

    /** The paths of a host; the first that matches counts. */
    public record Http(List<Path> paths) {
        public Http {
            paths = list(paths);
        }
    }

    /** What begins like this, and has these headers, is split so. */
    @JsonPropertyOrder({"path", "rewriteHost", "headers", "splits", "appendHeaders"})
    public record Path(
            @JsonInclude(Include.NON_EMPTY) String path,
            @JsonInclude(Include.NON_EMPTY) String rewriteHost,
            @JsonInclude(Include.NON_EMPTY) Map<String, HeaderMatch> headers,
            List<Split> splits,
            @JsonInclude(Include.NON_EMPTY) Map<String, String> appendHeaders) {

        public Path {
            path = text(path);
            rewriteHost = text(rewriteHost);
            headers = map(headers);
            splits = list(splits);
            appendHeaders = map(appendHeaders);
        }
    }

    /** The value that a header must have. */
    public record HeaderMatch(String exact) {
        public HeaderMatch {
            exact = text(exact);
        }
    }

    /** A port of a service, and how much goes there. */
    @JsonPropertyOrder({"serviceNamespace", "serviceName", "servicePort", "percent", "appendHeaders"})
    public record Split(
            String serviceNamespace,
            String serviceName,
            JsonNode servicePort,
            @JsonInclude(Include.NON_DEFAULT) int percent,
            @JsonInclude(Include.NON_EMPTY) Map<String, String> appendHeaders) {

        public Split {
            serviceNamespace = text(serviceNamespace);
            serviceName = text(serviceName);
            servicePort = Objects.requireNonNullElse(servicePort, IntNode.valueOf(0));
            appendHeaders = map(appendHeaders);
        }

        Backend backend() {
            return new Backend(new ServiceName(serviceNamespace, serviceName), servicePort.asText());
        }
    }

    private static <T> List<T> list(List<T> told) {
        return List.copyOf(Objects.requireNonNullElse(told, List.of()));
    }

    private static <V> Map<String, V> map(Map<String, V> told) {
        return Map.copyOf(Objects.requireNonNullElse(told, Map.of()));
    }

    private static String text(String told) {
        return Objects.requireNonNullElse(told, "");
    }
}
