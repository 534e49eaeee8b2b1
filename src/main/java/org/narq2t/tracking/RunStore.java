package org.narq2t.tracking;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.narq2t.comparison.PresetDistance;

/**
 * The table of runs: puts them in, finds them, takes them out. What becomes of them is {@link
 * RunStates}.
 */
@ApplicationScoped
public class RunStore {
  private final Database database;
  private final RunStates states;
  private final PresetDistance presets;

  RunStore(Database database, RunStates states, PresetDistance presets) {
    this.database = database;
    this.states = states;
    this.presets = presets;
  }

  @PostConstruct
  void open() {
    states.reap();
  }

  /** Puts a run into the queue; returns its number. */
  public long submit(NewRun run) {
    return database.transaction(handle -> run.insert(handle, presets));
  }

  /** Records a run that {@code worker} begins at once. */
  long begin(NewRun run, WorkerId worker) {
    return database.transaction(
        handle -> {
          long id = run.insert(handle, presets);
          RunStates.claim(handle, id, worker);
          return id;
        });
  }

  /** Removes a run that is over and all that was recorded of it; false if it is not over. */
  public boolean delete(long id) {
    return database.update(
            "DELETE FROM run WHERE id = :id AND state NOT IN ('queued', 'running', 'cancelling')",
            update -> update.bind("id", id))
        == 1;
  }

  /** All runs, the newest first. */
  public List<RunRecord> list() {
    return list(RunFilter.ALL, 0, Integer.MAX_VALUE);
  }

  /** A page of runs, the newest first. */
  public List<RunRecord> list(RunFilter selection, int offset, int limit) {
    return list(selection, RunOrder.NEWEST, offset, limit);
  }

  /** A page of runs in some order. */
  public List<RunRecord> list(RunFilter selection, RunOrder order, int offset, int limit) {
    return database.query(
        "SELECT * FROM run WHERE "
            + RunFilter.MATCHES
            + " ORDER BY "
            + order.sql()
            + " OFFSET :offset ROWS FETCH NEXT :limit ROWS ONLY",
        query ->
            query
                .bindMap(selection.bindings())
                .bind("figure", order.figure())
                .bind("offset", offset)
                .bind("limit", limit)
                .mapTo(RunRecord.class)
                .list());
  }

  /** The runs of a study, in the order in which they were submitted. */
  public List<RunRecord> ofStudy(String study) {
    return database.query(
        "SELECT * FROM run WHERE study = :study ORDER BY id",
        query -> query.bind("study", study).mapTo(RunRecord.class).list());
  }

  /** Lets a run that belongs to no study belong to one. */
  public void adopt(long id, String study) {
    database.update(
        "UPDATE run SET study = :study WHERE id = :id AND study IS NULL",
        update -> update.bind("study", study).bind("id", id));
  }

  /** Has a run that nobody does now done by a cluster, or by any worker. */
  public void assign(long id, Optional<String> cluster) {
    database.update(
        "UPDATE run SET cluster = :cluster WHERE id = :id AND state NOT IN ('running',"
            + " 'cancelling')",
        update -> update.bind("cluster", cluster.orElse(null)).bind("id", id));
  }

  /** What clusters have to do, what they do now first; not what waits for another run. */
  List<RunRecord> ofClusters() {
    return database.query(
        "SELECT * FROM run WHERE cluster IS NOT NULL AND (("
            + HeldRuns.ACTIVE
            + ") OR ("
            + NeededRuns.READY
            + ")) ORDER BY CASE WHEN state = 'queued' THEN 1 ELSE 0 END, queued_at, id",
        query -> query.mapTo(RunRecord.class).list());
  }

  /** The names of the data sets that runs are on, in alphabetical order. */
  public List<String> datasets() {
    return database.query(
        "SELECT DISTINCT dataset FROM run ORDER BY dataset",
        query -> query.mapTo(String.class).list());
  }

  /** How many runs there are. */
  public int count(RunFilter selection) {
    return database.query(
        "SELECT COUNT(*) FROM run WHERE " + RunFilter.MATCHES,
        query -> query.bindMap(selection.bindings()).mapTo(Integer.class).one());
  }

  /** How many runs there are in each state that any is in. */
  public Map<RunState, Integer> counts() {
    return database.query(
        "SELECT state, COUNT(*) AS runs FROM run GROUP BY state",
        query ->
            query.reduceRows(
                new EnumMap<RunState, Integer>(RunState.class),
                (counts, row) -> {
                  counts.put(
                      row.getColumn("state", RunState.class), row.getColumn("runs", Integer.class));
                  return counts;
                }));
  }

  /**
   * Names a run.
   *
   * @throws IllegalArgumentException if there is no such run
   */
  public void label(long id, RunLabel label) {
    get(id);
    database.update(
        "UPDATE run SET title = :title, tags = :tags, note = :note WHERE id = :id",
        update ->
            update
                .bind("title", label.title())
                .bind("tags", label.words())
                .bind("note", label.note())
                .bind("id", id));
  }

  /**
   * The run with this number.
   *
   * @throws IllegalArgumentException if there is none
   */
  public RunRecord get(long id) {
    return find(id)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "There is no run " + id + "; 'narq2t runs list' shows all"));
  }

  /** The run with this number, if there is one. */
  public Optional<RunRecord> find(long id) {
    return database.query(
        "SELECT * FROM run WHERE id = :id",
        query -> query.bind("id", id).mapTo(RunRecord.class).findOne());
  }
}
