package org.narq2t.loop;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.narq2t.ledger.Observation;
import org.narq2t.ledger.Proposed;
import org.narq2t.ledger.Purpose;
import org.narq2t.ledger.Sampling;
import org.narq2t.predictor.FitRecord;

/** One line of the log of a run. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = LogEntry.Opened.class, name = "opened"),
  @JsonSubTypes.Type(value = LogEntry.Begun.class, name = "begun"),
  @JsonSubTypes.Type(value = LogEntry.Observed.class, name = "observed"),
  @JsonSubTypes.Type(value = LogEntry.Asked.class, name = "asked"),
  @JsonSubTypes.Type(value = LogEntry.Ended.class, name = "ended"),
  @JsonSubTypes.Type(value = LogEntry.Fitted.class, name = "fitted")
})
public sealed interface LogEntry {

  /**
   * The log begins.
   *
   * @param source of the results, by its checksum: a run goes on only with the same one
   */
  record Opened(int format, String source) implements LogEntry {}

  /**
   * A round begins.
   *
   * @param descriptions of the proposed architectures, where a space cannot be enumerated, so that
   *     their numbers are good in one process only; otherwise empty
   */
  record Begun(
      Purpose purpose, List<Proposed> proposed, Sampling sampling, List<String> descriptions)
      implements LogEntry {

    public Begun {
      descriptions = descriptions == null ? List.of() : descriptions; // absent in the first logs
    }
  }

  /**
   * Where several are evaluated at once: one is asked for. Its round stands in the log once it is
   * observed, so that rounds are in the order of their ends.
   *
   * @param description of the architecture, by which it gets the number of another process
   * @param believed accuracy in % that it is believed to reach until it is known; NaN if nothing is
   */
  record Asked(
      Purpose purpose, Proposed proposed, Sampling sampling, String description, double believed)
      implements LogEntry {}

  /** Observations of the last round are there. */
  record Observed(List<Observation> observations) implements LogEntry {}

  /** The last round is over; it took so long, of all processes that worked on it. */
  record Ended(double seconds) implements LogEntry {}

  /** The predictor was fitted; its state is in a file beside the log. */
  record Fitted(FitRecord record, String state) implements LogEntry {}
}
