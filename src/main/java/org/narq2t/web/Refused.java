package org.narq2t.web;

/** A request that is answered with a {@link Problem}. */
final class Refused extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Problem problem;

  private Refused(Problem problem) {
    super(problem.detail());
    this.problem = problem;
  }

  /** 400: a field of the request cannot be. */
  static Refused field(String field, String reason) {
    return new Refused(Problem.of(400, new Problem.FieldError(field, reason)));
  }

  /** 404. */
  static Refused notFound(String what) {
    return new Refused(Problem.of(404, what));
  }

  /** 409: it could be, but not in the state that things are in. */
  static Refused conflict(String why) {
    return new Refused(Problem.of(409, why));
  }

  /** 413. */
  static Refused tooLarge(String field, String reason) {
    return new Refused(Problem.of(413, new Problem.FieldError(field, reason)));
  }

  /** 503: not now. */
  static Refused unavailable(String why) {
    return new Refused(Problem.of(503, why));
  }

  Problem problem() {
    return problem;
  }
}
