package org.narq2t.tracking;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.narq2t.configuration.SettingValues;
import org.narq2t.run.EarlierKeys;
import org.narq2t.run.Json;
import org.narq2t.run.RunConfiguration;

/** The settings of the runs of the database, whole and by dotted name. */
@ApplicationScoped
public class RunParameters {
  @Inject Database database;

  static void insert(Handle handle, long run, RunConfiguration configuration) {
    PreparedBatch batch = handle.prepareBatch("INSERT INTO parameter VALUES (:run, :name, :value)");
    Json.flatten(configuration)
        .forEach(
            (key, value) -> batch.bind("run", run).bind("name", key).bind("value", value).add());
    batch.execute();
  }

  /** The configuration of a run as YAML; empty for runs recorded before it was kept here. */
  public Optional<String> yaml(long run) {
    return database.query(
        "SELECT configuration FROM run WHERE id = :id",
        query -> query.bind("id", run).mapTo(String.class).findOne());
  }

  /** The settings of a run, by the names that they have in a configuration file today. */
  public Map<String, String> of(long run) {
    Map<String, String> recorded =
        database.query(
            "SELECT name, setting FROM parameter WHERE run_id = :id ORDER BY name",
            query -> Database.byName(query.bind("id", run), "setting", String.class));
    Map<String, String> today = new LinkedHashMap<>();
    recorded.forEach(
        (name, setting) -> today.put(SettingValues.name(EarlierKeys.today(name)), setting));
    return today;
  }

  /** One setting of a run; empty if it was recorded without. */
  public Optional<String> of(long run, String name) {
    return database.query(
        "SELECT setting FROM parameter WHERE run_id = :id AND name IN (:name, :earlier)",
        query ->
            query
                .bind("id", run)
                .bind("name", name)
                .bind("earlier", EarlierKeys.earlier(name))
                .mapTo(String.class)
                .findOne());
  }
}
