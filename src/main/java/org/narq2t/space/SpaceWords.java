package org.narq2t.space;

import org.narq2t.files.MessageFile;

/** The sentences about a space, of its file in {@code messages/}. */
public final class SpaceWords {
  private final MessageFile texts;

  /**
   * @param space its name, which its file has too
   */
  public SpaceWords(String space) {
    texts = new MessageFile(space);
  }

  /** Published values of Kendall's tau. */
  public String publishedTaus() {
    return text("published-taus");
  }

  /** Where the paper draws what its authors found; empty if it does not. */
  public String paperDrawing(Task task) {
    String name = "paper-drawing." + task.key();
    return texts.has(name) ? text(name) : "";
  }

  /** The sentence of this name. */
  public String text(String name) {
    return texts.text(name);
  }
}
