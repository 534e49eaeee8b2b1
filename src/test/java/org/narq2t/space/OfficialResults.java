package org.narq2t.space;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** The official results of the benchmarks, where this machine has them. */
public final class OfficialResults {

  private static final Path FOLDER = Path.of("..", "shared", "data");

  private final List<String[]> rows;
  private final List<String> columns;

  private OfficialResults(List<String> columns, List<String[]> rows) {
    this.columns = columns;
    this.rows = rows;
  }

  /** A file of the data folder; skips the test if it is not there. */
  public static Path file(String name) {
    Path path = FOLDER.resolve(name);
    assumeTrue(Files.exists(path), () -> path + " is not on this machine");
    return path;
  }

  /** The rows of a compressed table, without its header; skips the test if it is not there. */
  public static List<String[]> rows(String name) {
    return table(name).rows;
  }

  /** All rows of NAS-Bench-201; skips the test if the data are not there. */
  public static OfficialResults read() {
    return table("nasbench201/nasbench201_200epochs.csv.gz");
  }

  private static OfficialResults table(String name) {
    Path path = file(name);
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(path)), StandardCharsets.UTF_8))) {
      List<String> header = List.of(reader.readLine().split(","));
      List<String[]> rows = new ArrayList<>();
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        rows.add(line.split(",", -1));
      }
      return new OfficialResults(header, rows);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The official strings, by index. */
  public List<String> architectures() {
    return rows.stream().map(row -> row[columns.indexOf("arch")]).toList();
  }

  /** A column of numbers, by index, for example {@code cifar10_test}; NaN where empty. */
  public double[] numbers(String column) {
    int position = columns.indexOf(column);
    return rows.stream()
        .mapToDouble(
            row -> row[position].isEmpty() ? Double.NaN : Double.parseDouble(row[position]))
        .toArray();
  }
}
