package org.narq2t.web.pages;

/**
 * Instead of a page that cannot be shown.
 *
 * @param heading in a few words
 * @param why in a sentence
 */
public record MissingPage(String heading, String why) {

  /** Of an address at which there is nothing. */
  public static MissingPage because(String why) {
    return new MissingPage("That is not there", why);
  }

  public String html() {
    return Page.MISSING.render(this);
  }
}
