package org.narq2t.loop;

import java.util.List;
import java.util.stream.IntStream;
import org.narq2t.ledger.Observation;
import org.narq2t.ledger.Proposed;
import org.narq2t.ledger.Purpose;
import org.narq2t.ledger.Sampling;
import org.narq2t.space.Space;

/**
 * The numbers of architectures in a log. A space that can be enumerated has the same in every
 * process. Any other numbers in the order of first sight, so the log holds descriptions, and what
 * is read from it gets the numbers of this process.
 */
record Numbering(Space space) {

  /** The entry of a round that begins. */
  LogEntry.Begun begun(Purpose purpose, List<Proposed> batch, Sampling sampling) {
    List<String> descriptions =
        isLasting()
            ? List.of()
            : batch.stream().map(proposed -> space.describe(proposed.architecture())).toList();
    return new LogEntry.Begun(purpose, batch, sampling, descriptions);
  }

  /** The batch of an entry. */
  List<Proposed> proposed(LogEntry.Begun begun) {
    return isLasting()
        ? begun.proposed()
        : IntStream.range(0, begun.proposed().size())
            .mapToObj(
                place ->
                    begun
                        .proposed()
                        .get(place)
                        .numbered(space.indexOf(begun.descriptions().get(place))))
            .toList();
  }

  /** The entry of an architecture that is asked for. */
  LogEntry.Asked asked(Pending pending) {
    return new LogEntry.Asked(
        pending.purpose(),
        pending.proposed(),
        pending.sampling(),
        space.describe(pending.proposed().architecture()),
        pending.believed());
  }

  /** What an entry asks for. */
  Pending pending(LogEntry.Asked asked) {
    return new Pending(
        asked.purpose(),
        isLasting()
            ? asked.proposed()
            : asked.proposed().numbered(space.indexOf(asked.description())),
        asked.sampling(),
        asked.description(),
        asked.believed());
  }

  /** The observations of an entry. */
  List<Observation> observations(LogEntry.Observed observed) {
    return isLasting()
        ? observed.observations()
        : observed.observations().stream()
            .map(observation -> observation.numbered(space.indexOf(observation.description())))
            .toList();
  }

  private boolean isLasting() {
    return space.cardinality().isPresent();
  }
}
