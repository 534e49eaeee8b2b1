package org.narq2t.space;

import java.util.Locale;
import java.util.ResourceBundle;

/** The sentences about a space, of its file in {@code messages/}. */
public final class SpaceWords {
  private final ResourceBundle texts;

  /**
   * @param space its name, which its file has too
   */
  public SpaceWords(String space) {
    texts = ResourceBundle.getBundle("messages/" + space, Locale.ROOT);
  }

  /** Published values of Kendall's tau. */
  public String publishedTaus() {
    return text("published-taus");
  }

  /** Where the paper draws what its authors found; empty if it does not. */
  public String paperDrawing(Task task) {
    String name = "paper-drawing." + task.key();
    return texts.containsKey(name) ? text(name) : "";
  }

  /** The sentence of this name. */
  public String text(String name) {
    return texts.getString(name);
  }
}
