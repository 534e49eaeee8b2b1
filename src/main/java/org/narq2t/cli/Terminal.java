package org.narq2t.cli;

/** The terminal, as the launcher describes it: a pipe gets neither bars nor escape codes. */
final class Terminal {
  /** Columns of a terminal that does not tell. */
  static final int COLUMNS = 80;

  private Terminal() {}

  /** Whether standard error is a terminal, on which a bar can move. */
  static boolean showsProgress() {
    return System.console() != null && !"pipe".equals(System.getProperty("terminal.progress"));
  }

  /** Columns of standard output; empty breadth, that is no limit, where it is no terminal. */
  static int columns() {
    int told = Integer.getInteger("terminal.columns", 0);
    return told > 0 ? told : System.console() == null ? Integer.MAX_VALUE : COLUMNS;
  }
}
