package dev.berth.events.spec;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What makes a trigger fire. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Source.Cron.class, name = "cron"),
    @JsonSubTypes.Type(value = Source.Sqs.class, name = "sqs"),
    @JsonSubTypes.Type(value = Source.Nats.class, name = "nats")
})
public sealed interface Source {

    /**
     * A schedule.
     *
     * @param schedule five fields or a macro
     * @param timezone an IANA name, in which the schedule is meant
     * @param body sent with each call
     * @param headers sent with each call
     */
    record Cron(String schedule, String timezone, String body, Map<String, String> headers) implements Source {
        public Cron {
            headers = Copies.ordered(headers);
        }
    }

    /**
     * Messages of an SQS queue.
     *
     * @param secretAccessKey empty where the platform's own credentials are used
     */
    record Sqs(String region, String endpoint, String queueUrl, String accessKeyId, Optional<Secret> secretAccessKey)
            implements Source {}

    /**
     * Messages of a NATS subject.
     *
     * @param credentials the content of a credentials file; empty where the platform's own are used
     */
    record Nats(List<String> serverUrls, String subject, Optional<Secret> credentials) implements Source {
        public Nats {
            serverUrls = List.copyOf(serverUrls);
        }
    }
}
