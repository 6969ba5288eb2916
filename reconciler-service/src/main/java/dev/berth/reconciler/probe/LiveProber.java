package dev.berth.reconciler.probe;

import dev.berth.events.spec.ContainerSpec;
import dev.berth.events.spec.Port;
import dev.berth.events.spec.Probe;
import dev.berth.reconciler.container.Readiness;
import dev.berth.reconciler.container.Readiness.Dead;
import dev.berth.reconciler.container.Readiness.Ready;
import dev.berth.reconciler.container.Readiness.Starting;
import dev.berth.reconciler.container.Readiness.Unready;
import dev.berth.reconciler.container.Surroundings.Prober;
import dev.berth.reconciler.container.Surroundings.Probing;
import dev.berth.reconciler.engine.Instance;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Asks each instance from a thread of its own, very often while it starts and as its probes say afterwards. */
public final class LiveProber implements Prober {

    /** A cold start waits for the first answer, so it is asked for almost without pause at first. */
    private static final Duration EAGER = Duration.ofMillis(3);

    private static final Duration EAGER_FOR = Duration.ofSeconds(1);
    private static final Duration PATIENT = Duration.ofMillis(100);
    private static final Duration CALM = Duration.ofMillis(500);
    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(1);

    private final Checks checks;

    public LiveProber(Checks checks) {
        this.checks = checks;
    }

    @Override
    public Probing begin(Instance instance, ContainerSpec spec, Runnable changed) {
        return new Asking(instance, spec, changed);
    }

    private final class Asking implements Probing {
        private final Instance instance;
        private final ContainerSpec spec;
        private final Runnable changed;
        private final Thread thread;
        private volatile Readiness readiness = new Starting("");

        Asking(Instance instance, ContainerSpec spec, Runnable changed) {
            this.instance = instance;
            this.spec = spec;
            this.changed = changed;
            this.thread = Thread.ofVirtual().name("probe-" + instance.id()).start(this::run);
        }

        @Override
        public Readiness readiness() {
            return readiness;
        }

        @Override
        public void close() {
            thread.interrupt();
        }

        private void run() {
            try {
                for (Question question : first()) {
                    untilGood(question);
                }
                untilLetIn();
                become(new Ready(Instant.now()));
                List<Habit> habits = habits();
                while (!habits.isEmpty()) {
                    Habit next = habits.stream()
                            .min(java.util.Comparator.comparingLong(habit -> habit.due))
                            .orElseThrow();
                    sleep(Duration.ofNanos(next.due - System.nanoTime()));
                    next.ask();
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }

        /** What has to be answered once before the instance counts as ready. */
        private List<Question> first() {
            List<Question> questions = new ArrayList<>();
            spec.probes().startup().ifPresent(probe -> questions.add(new Question(probe.check(), probe.timeout())));
            Optional<Probe> readinessProbe = spec.probes().readiness();
            if (readinessProbe.isPresent()) {
                questions.add(new Question(
                        readinessProbe.get().check(), readinessProbe.get().timeout()));
            } else {
                spec.publicPort()
                        .filter(port -> port.protocol() != Port.Protocol.UDP)
                        .ifPresent(port -> questions.add(new Question(new Probe.Tcp(port.number()), DEFAULT_TIMEOUT)));
            }
            return questions;
        }

        private void untilGood(Question question) throws InterruptedException {
            long start = System.nanoTime();
            Optional<String> wrong = ask(question);
            while (wrong.isPresent()) {
                readiness = new Starting(wrong.get());
                sleep(pause(question, Duration.ofNanos(System.nanoTime() - start)));
                wrong = ask(question);
            }
        }

        /** A request has to come through what stands before it, too. */
        private void untilLetIn() throws InterruptedException {
            Optional<String> wrong = checks.enter(instance, DEFAULT_TIMEOUT);
            while (wrong.isPresent()) {
                readiness = new Starting("the proxy before it: " + wrong.get());
                sleep(PATIENT);
                wrong = checks.enter(instance, DEFAULT_TIMEOUT);
            }
        }

        /** Only a connection costs the instance so little that it can be tried all the time. */
        private static Duration pause(Question question, Duration soFar) {
            boolean cheap = question.check() instanceof Probe.Tcp;
            if (soFar.compareTo(EAGER_FOR) < 0) {
                return cheap ? EAGER : EAGER.multipliedBy(10);
            }
            return soFar.compareTo(EAGER_FOR.multipliedBy(10)) < 0 ? PATIENT : CALM;
        }

        private Optional<String> ask(Question question) throws InterruptedException {
            try {
                Optional<String> wrong = checks.ask(instance, question.check(), question.timeout());
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                return wrong;
            } catch (RuntimeException e) {
                return Optional.of(String.valueOf(e.getMessage()));
            }
        }

        private void become(Readiness now) {
            readiness = now;
            changed.run();
        }

        private List<Habit> habits() {
            List<Habit> habits = new ArrayList<>();
            spec.probes().readiness().ifPresent(probe -> habits.add(new Habit(probe, true)));
            spec.probes().liveness().ifPresent(probe -> habits.add(new Habit(probe, false)));
            return habits;
        }

        private static void sleep(Duration time) throws InterruptedException {
            Thread.sleep(time.isNegative() ? Duration.ZERO : time);
        }

        /** One probe, asked at its interval. */
        private final class Habit {
            private final Probe probe;
            private final boolean forReadiness;
            private int failures;
            private long due;

            Habit(Probe probe, boolean forReadiness) {
                this.probe = probe;
                this.forReadiness = forReadiness;
                this.due = System.nanoTime() + probe.interval().toNanos();
            }

            void ask() throws InterruptedException {
                Optional<String> wrong = Asking.this.ask(new Question(probe.check(), probe.timeout()));
                due = System.nanoTime() + probe.interval().toNanos();
                failures = wrong.isEmpty() ? 0 : failures + 1;
                if (wrong.isEmpty()) {
                    good();
                } else if (failures >= probe.failureThreshold()) {
                    bad(wrong.get());
                }
            }

            private void good() {
                if (forReadiness && readiness instanceof Unready) {
                    become(new Ready(Instant.now()));
                }
            }

            private void bad(String finding) {
                if (forReadiness && readiness instanceof Ready) {
                    become(new Unready("its readiness probe failed: " + finding));
                } else if (!forReadiness && !(readiness instanceof Dead)) {
                    become(new Dead(finding));
                }
            }
        }
    }

    private record Question(Probe.Check check, Duration timeout) {}
}
