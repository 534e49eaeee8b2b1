package org.narq2t.study;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.narq2t.configuration.Impossible;
import org.narq2t.report.TableColumn;

/**
 * The content of a file of {@code studies/}.
 *
 * @param title what the study is about, in a line
 * @param number a short name, {@code Table II}; the title if it is left out
 * @param paper where the question comes from; may be left out
 * @param note what a reader has to know of its figures; may be left out
 * @param base configuration of all runs, a path in {@code configs/}
 * @param settings {@code key=value} pairs over it
 * @param axes by name, the first varies slowest; their combinations with the seeds are the runs
 * @param seeds in the order in which they are done
 * @param firstSeeds how many of them are done unless others are asked for; all if it is left out
 * @param shared what runs of one seed that would fit the same share
 * @param evaluator what trained results come from
 * @param columns of the table
 * @param published file of published figures beside this one; none if it is left out
 * @param reference published method from which differences are shown; none if it is left out
 */
public record StudyFile(
    String title,
    String number,
    String paper,
    String note,
    String base,
    List<String> settings,
    Map<String, Axis> axes,
    List<Long> seeds,
    Integer firstSeeds,
    Shared shared,
    Evaluator evaluator,
    List<TableColumn> columns,
    String published,
    String reference) {

  /** The part that runs share. */
  public enum Shared {
    /** Every run fits its own predictor. */
    NOTHING,
    /** Runs that differ in the search alone search with the predictor of the first of them. */
    PREDICTOR
  }

  /** The source of trained results. */
  public enum Evaluator {
    /** The real table if it is imported, else the embedded surrogate's, which says so. */
    TABLE,
    /** The real table; without one the study is refused. */
    REAL_TABLE
  }

  public StudyFile {
    Impossible.unless(title != null, "title", "left out", "a text");
    Impossible.unless(base != null, "base", "left out", "a path in configs/");
    Impossible.unless(
        base == null || !base.contains(".."), "base", "'" + base + "'", "a path in configs/");
    Impossible.unless(axes != null && !axes.isEmpty(), "axes", "left out", "at least one axis");
    Impossible.unless(
        seeds != null && !seeds.isEmpty(), "seeds", "left out", "a list of whole numbers");
    Impossible.unless(
        seeds.stream().distinct().count() == seeds.size(), "seeds", seeds, "each seed once");
    firstSeeds = firstSeeds == null ? Integer.valueOf(seeds.size()) : firstSeeds;
    Impossible.unless(
        firstSeeds >= 1 && firstSeeds <= seeds.size(),
        "first_seeds",
        firstSeeds,
        "1 to the number of seeds, " + seeds.size());
    Impossible.unless(
        columns != null && !columns.isEmpty(), "columns", "left out", "a list of columns");
    number = number == null ? title : number;
    paper = paper == null ? "" : paper;
    note = note == null ? "" : note;
    settings = settings == null ? List.of() : List.copyOf(settings);
    axes = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(axes));
    seeds = List.copyOf(seeds);
    shared = shared == null ? Shared.NOTHING : shared;
    evaluator = evaluator == null ? Evaluator.TABLE : evaluator;
    columns = List.copyOf(columns);
    published = published == null ? "" : published;
    reference = reference == null ? "" : reference;
  }
}
