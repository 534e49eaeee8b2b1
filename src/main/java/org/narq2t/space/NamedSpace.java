package org.narq2t.space;

import java.util.List;
import java.util.stream.Collectors;

/** A search space by its names, before it is opened. */
public interface NamedSpace {

  /** The name in configurations and records: {@code nasbench201}. */
  String name();

  /** The short name, on the command line and in Python: {@code nb201}. */
  String key();

  /** Whether this is its full or its short name. */
  default boolean isCalled(String name) {
    return name.equals(name()) || name.equals(key());
  }

  /** The name in headings: {@code NAS-Bench-201}. */
  String title();

  /** The tasks for which results are published. */
  List<Task> tasks();

  /**
   * The task of a name among these.
   *
   * @throws IllegalArgumentException if there is none; the message lists the names
   */
  default Task task(String name) {
    return tasks().stream()
        .filter(task -> task.key().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "dataset of %s cannot be '%s'; allowed: %s"
                        .formatted(
                            name(),
                            name,
                            tasks().stream().map(Task::key).collect(Collectors.joining(", ")))));
  }
}
