package org.narq2t.tracking;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.narq2t.comparison.PresetDistance;
import org.narq2t.run.ConfigurationFile;
import org.narq2t.run.EarlierKeys;
import org.narq2t.run.Json;
import org.narq2t.run.RunConfiguration;

/**
 * The table of runs: puts them in, finds them, takes them out. What becomes of them is {@link
 * RunStates}.
 */
@ApplicationScoped
public class RunStore {
  @Inject Database database;
  @Inject RunEvents events;
  @Inject RunStates states;
  @Inject PresetDistance presets;

  @PostConstruct
  void open() {
    states.reap();
  }

  /**
   * Puts a run into the queue.
   *
   * @param benchmark {@code real} or {@code surrogate}
   * @param needs the run whose predictor it searches with, and waits for
   * @return its number
   */
  public long submit(
      String name, RunConfiguration configuration, String benchmark, Optional<Long> needs) {
    return submit(name, configuration, benchmark, needs, Optional.empty());
  }

  /** The same for a run of a study. */
  long submit(
      String name,
      RunConfiguration configuration,
      String benchmark,
      Optional<Long> needs,
      Optional<String> study) {
    return insert(name, configuration, benchmark, needs, study, Optional.empty());
  }

  /** Records a run that {@code worker} begins at once. */
  long begin(
      String name,
      RunConfiguration configuration,
      String benchmark,
      Optional<Long> needs,
      WorkerId worker) {
    return insert(name, configuration, benchmark, needs, Optional.empty(), Optional.of(worker));
  }

  private long insert(
      String name,
      RunConfiguration configuration,
      String benchmark,
      Optional<Long> needs,
      Optional<String> study,
      Optional<WorkerId> worker) {
    return database
        .jdbi()
        .inTransaction(
            handle -> {
              long id =
                  handle
                      .createUpdate(
                          "INSERT INTO run (name, state, space, dataset, preset, seed, benchmark,"
                              + " configuration, needs, study, changed, submitted_at, queued_at)"
                              + " VALUES (:name, 'queued', :space, :dataset, :preset, :seed,"
                              + " :benchmark, :configuration, :needs, :study, :changed,"
                              + " CURRENT_TIMESTAMP, CURRENT_TIMESTAMP)")
                      .bind("name", name)
                      .bind("space", configuration.space())
                      .bind("dataset", configuration.dataset().key())
                      .bind("preset", configuration.preset())
                      .bind("seed", configuration.seed())
                      .bind("benchmark", benchmark)
                      .bind("configuration", ConfigurationFile.write(configuration))
                      .bind("needs", needs.orElse(null))
                      .bind("study", study.orElse(null))
                      .bind("changed", presets.changes(configuration).orElse(null))
                      .executeAndReturnGeneratedKeys("id")
                      .mapTo(Long.class)
                      .one();
              PreparedBatch batch =
                  handle.prepareBatch("INSERT INTO parameter VALUES (:run, :name, :value)");
              Json.flatten(configuration)
                  .forEach(
                      (key, value) ->
                          batch.bind("run", id).bind("name", key).bind("value", value).add());
              batch.execute();
              events.state(handle, id, RunState.QUEUED, "");
              worker.ifPresent(own -> states.claim(handle, id, own));
              return id;
            });
  }

  /** Removes a run that is over and all that was recorded of it; false if it is not over. */
  public boolean delete(long id) {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                        .createUpdate(
                            "DELETE FROM run WHERE id = :id AND state NOT IN ('queued', 'running',"
                                + " 'cancelling')")
                        .bind("id", id)
                        .execute()
                    == 1);
  }

  /** All runs, the newest first. */
  public List<RunRecord> list() {
    return list(RunSelection.ALL, 0, Integer.MAX_VALUE);
  }

  /** A page of runs, the newest first. */
  public List<RunRecord> list(RunSelection selection, int offset, int limit) {
    return list(selection, RunOrder.NEWEST, offset, limit);
  }

  /** A page of runs in some order. */
  public List<RunRecord> list(RunSelection selection, RunOrder order, int offset, int limit) {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT * FROM run WHERE "
                            + RunSelection.MATCHES
                            + " ORDER BY "
                            + order.sql()
                            + " OFFSET :offset ROWS FETCH NEXT :limit ROWS ONLY")
                    .bindMap(selection.bindings())
                    .bind("figure", order.figure())
                    .bind("offset", offset)
                    .bind("limit", limit)
                    .mapTo(RunRecord.class)
                    .list());
  }

  /** The runs of a study, in the order in which they were submitted. */
  public List<RunRecord> ofStudy(String study) {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery("SELECT * FROM run WHERE study = :study ORDER BY id")
                    .bind("study", study)
                    .mapTo(RunRecord.class)
                    .list());
  }

  /** Lets a run that belongs to no study belong to one. */
  public void adopt(long id, String study) {
    database
        .jdbi()
        .useHandle(
            handle ->
                handle
                    .createUpdate("UPDATE run SET study = :study WHERE id = :id AND study IS NULL")
                    .bind("study", study)
                    .bind("id", id)
                    .execute());
  }

  /** How many runs there are. */
  public int count(RunSelection selection) {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery("SELECT COUNT(*) FROM run WHERE " + RunSelection.MATCHES)
                    .bindMap(selection.bindings())
                    .mapTo(Integer.class)
                    .one());
  }

  /** How many runs there are in each state that any is in. */
  public Map<RunState, Integer> counts() {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery("SELECT state, COUNT(*) AS runs FROM run GROUP BY state")
                    .reduceRows(
                        new EnumMap<RunState, Integer>(RunState.class),
                        (counts, row) -> {
                          counts.put(
                              row.getColumn("state", RunState.class),
                              row.getColumn("runs", Integer.class));
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
    database
        .jdbi()
        .useHandle(
            handle ->
                handle
                    .createUpdate(
                        "UPDATE run SET title = :title, tags = :tags, note = :note WHERE id = :id")
                    .bind("title", label.title())
                    .bind("tags", label.words())
                    .bind("note", label.note())
                    .bind("id", id)
                    .execute());
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
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery("SELECT * FROM run WHERE id = :id")
                    .bind("id", id)
                    .mapTo(RunRecord.class)
                    .findOne());
  }

  /** The configuration of a run as YAML; empty for runs recorded before it was kept here. */
  public Optional<String> configuration(long id) {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery("SELECT configuration FROM run WHERE id = :id")
                    .bind("id", id)
                    .mapTo(String.class)
                    .findOne());
  }

  /** The settings of a run, by dotted name. */
  public Map<String, String> parameters(long run) {
    Map<String, String> recorded =
        database
            .jdbi()
            .withHandle(
                handle ->
                    Database.byName(
                        handle
                            .createQuery(
                                "SELECT name, setting FROM parameter WHERE run_id = :id ORDER BY"
                                    + " name")
                            .bind("id", run),
                        "setting",
                        String.class));
    Map<String, String> today = new LinkedHashMap<>();
    recorded.forEach((name, setting) -> today.put(EarlierKeys.today(name), setting));
    return today;
  }

  /** One setting of a run; empty if it was recorded without. */
  public Optional<String> parameter(long run, String name) {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT setting FROM parameter WHERE run_id = :id AND name IN (:name, :earlier)")
                    .bind("id", run)
                    .bind("name", name)
                    .bind("earlier", EarlierKeys.earlier(name))
                    .mapTo(String.class)
                    .findOne());
  }
}
