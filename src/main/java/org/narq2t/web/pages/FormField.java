package org.narq2t.web.pages;

import java.util.ArrayList;
import java.util.List;
import org.narq2t.files.MessageFile;
import org.narq2t.run.SettingGroup;
import org.narq2t.run.SettingGroup.Setting;

/** A setting in the form of a new run; {@code messages/form.properties} has its words. */
public record FormField(Setting setting) {
  private static final MessageFile TEXTS = new MessageFile("form");

  /** For the attributes that join label, hint and error to the field. */
  public String id() {
    return setting.key().replace('.', '-');
  }

  public String label() {
    return text(setting.key(), words(setting.key()));
  }

  public String hint() {
    return text(setting.key() + ".hint", "");
  }

  /** Whether another choice changes which settings there are. */
  public boolean choosesModule() {
    return setting.key().endsWith(".type");
  }

  private static String text(String name, String otherwise) {
    return TEXTS.has(name) ? TEXTS.text(name) : otherwise;
  }

  /** {@code predictor.training.batch_size} as {@code Batch size}. */
  private static String words(String key) {
    String last = key.substring(key.lastIndexOf('.') + 1).replace('_', ' ');
    return last.isEmpty() ? "" : Character.toUpperCase(last.charAt(0)) + last.substring(1);
  }

  /**
   * A heading over some fields.
   *
   * @param nested whether it is a part of the group before it
   */
  public record Group(String title, boolean nested, List<FormField> fields) {

    /** The groups of a configuration that have fields, each before its parts. */
    static List<Group> of(SettingGroup settings) {
      List<Group> groups = new ArrayList<>();
      add(settings, groups);
      return groups;
    }

    private static void add(SettingGroup settings, List<Group> groups) {
      if (!settings.settings().isEmpty()) {
        groups.add(
            new Group(
                text("group." + settings.key(), words(settings.key())),
                settings.key().contains("."),
                settings.settings().stream().map(FormField::new).toList()));
      }
      settings.groups().forEach(group -> add(group, groups));
    }
  }
}
