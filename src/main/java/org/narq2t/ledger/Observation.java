package org.narq2t.ledger;

/**
 * One trained result, as it was observed.
 *
 * @param architecture number in the whole space
 * @param description its official text form, by which the record is read without the space
 * @param purpose for which it was asked
 * @param validation accuracy in %; NaN if the training failed or the table does not know it
 * @param test accuracy in %; NaN if it was not asked for
 * @param epochs the fidelity: epochs of the training; 0 if the source does not tell
 * @param seed of the training; -1 for a mean over seeds
 * @param seconds that the training took, NaN if the source does not tell
 * @param status whether there is a result
 */
public record Observation(
    int architecture,
    String description,
    Purpose purpose,
    double validation,
    double test,
    int epochs,
    long seed,
    double seconds,
    Status status) {

  /** Whether a training gave a result. */
  public enum Status {
    DONE,
    /** It diverged, or ran out of memory: it cost what it cost, and is not repeated. */
    FAILED,
    /** It is not over; what is said of it is believed. Never in a record. */
    PENDING
  }

  /** The accuracy on images of this part. */
  public double accuracy(Split split) {
    return split == Split.TEST ? test : validation;
  }

  /** The same of an architecture that has another number in this process. */
  public Observation numbered(int number) {
    return new Observation(
        number, description, purpose, validation, test, epochs, seed, seconds, status);
  }
}
