package org.narq2t.tracking;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.narq2t.configuration.SettingValues;
import org.narq2t.run.ConfigurationFile;
import org.narq2t.run.EarlierKeys;
import org.narq2t.run.RunConfiguration;

/** The settings of the runs of the database, whole and by dotted name. */
@ApplicationScoped
public class RunParameters {
  private final Database database;

  RunParameters(Database database) {
    this.database = database;
  }

  static void insert(Handle handle, long run, RunConfiguration configuration) {
    PreparedBatch batch = handle.prepareBatch("INSERT INTO parameter VALUES (:run, :name, :value)");
    ConfigurationFile.settings(configuration)
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

  /**
   * The settings of a run by dotted name, with values as {@code --set} takes them: given again, in
   * this order, they make an equal configuration. The kind of a module comes before its settings.
   */
  public Map<String, String> of(long run) {
    return yaml(run).map(ConfigurationFile::settings).orElseGet(() -> recorded(run));
  }

  /** The same in less time, for lists; earlier versions recorded no settings that are lists. */
  Map<String, String> recorded(long run) {
    Map<String, String> recorded =
        database.query(
            "SELECT name, setting FROM parameter WHERE run_id = :id",
            query -> Database.byName(query.bind("id", run), "setting", String.class));
    Map<String, String> today = new TreeMap<>();
    recorded.forEach(
        (earlier, setting) -> {
          String name = SettingValues.name(EarlierKeys.today(earlier));
          today.put(name, name.equals("limits.device") ? setting : spelled(setting));
        });
    return today;
  }

  /** {@code SUM_MLP}, as earlier versions recorded it, as {@code sum-mlp}. */
  private static String spelled(String recorded) {
    return recorded.matches("[A-Z][A-Z0-9_]+")
        ? recorded.toLowerCase(Locale.ROOT).replace('_', '-')
        : recorded;
  }
}
