package org.narq2t.run;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.narq2t.space.EndlessSpaceModule;
import org.narq2t.space.NamedSpace;
import org.narq2t.space.SpaceModule;
import org.narq2t.space.Task;

/**
 * The search spaces of this program, by their names: the finite ones, if it is not said otherwise.
 */
public final class Spaces {
  private Spaces() {}

  /** All of them; the first is meant where none is named. */
  public static List<SpaceModule> all() {
    return Components.SPACES;
  }

  /** The one that is meant where none is named. */
  public static SpaceModule standard() {
    return all().get(0);
  }

  /** Their names in configurations. */
  public static List<String> names() {
    return all().stream().map(SpaceModule::name).toList();
  }

  /** All that a run may search, with those that cannot be enumerated. */
  public static List<NamedSpace> searchable() {
    return Stream.<NamedSpace>concat(all().stream(), Components.ENDLESS_SPACES.stream()).toList();
  }

  /** The one of this full name among all that a run may search. */
  public static NamedSpace searchable(String name) {
    return searchable().stream()
        .filter(space -> space.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no space '" + name + "'"));
  }

  /** The one of this full name that cannot be enumerated. */
  static Optional<EndlessSpaceModule> endless(String name) {
    return Components.ENDLESS_SPACES.stream()
        .filter(space -> space.name().equals(name))
        .findFirst();
  }

  /** The names of the tasks for which results of any of them are published. */
  public static List<String> tasks() {
    return all().stream()
        .flatMap(space -> space.tasks().stream())
        .map(Task::key)
        .distinct()
        .toList();
  }

  /** Their short names, in alphabetical order. */
  public static List<String> keys() {
    return all().stream().map(SpaceModule::key).sorted().toList();
  }

  /**
   * The space of a full or a short name.
   *
   * @throws IllegalArgumentException if there is none; the message lists the names
   */
  public static SpaceModule named(String name) {
    return all().stream()
        .filter(space -> space.isCalled(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    Components.ENDLESS_SPACES.stream().anyMatch(space -> space.isCalled(name))
                        ? name + " cannot be enumerated, and this needs a space that can be"
                        : "'%s' is not a space; allowed: %s (or %s)"
                            .formatted(
                                name,
                                String.join(", ", keys()),
                                names().stream().sorted().collect(Collectors.joining(", ")))));
  }
}
