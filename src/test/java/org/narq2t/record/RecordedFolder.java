package org.narq2t.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.narq2t.TestFolder;
import org.narq2t.web.Serving;

/** A folder of runs as commit f470727 wrote it, see the README.md beside the archives. */
final class RecordedFolder {
  static final Path RECORDED = Path.of("src/test/resources/recorded/f470727");

  private RecordedFolder() {}

  /** The runs of an archive as the program of then listed them, by number. */
  static Map<Integer, JsonNode> listed(String archive) throws IOException {
    Map<Integer, JsonNode> runs = new HashMap<>();
    JsonMapper.builder()
        .build()
        .readTree(RECORDED.resolve(archive + ".json").toFile())
        .forEach(run -> runs.put(run.get("run").asInt(), run));
    return runs;
  }

  /** Serves on a fresh copy of an archive, with its database and one thread, as it was recorded. */
  abstract static class Serves extends Serving {
    private final String archive;

    Serves(String archive) {
      this.archive = archive;
    }

    @Override
    public Map<String, String> getConfigOverrides() {
      Map<String, String> settings = new HashMap<>(super.getConfigOverrides());
      settings.put("narq2t.runs", unpack(archive).toString());
      settings.put("narq2t.database", ""); // the default: a file in the folder of runs
      return settings;
    }
  }

  private static Path unpack(String archive) {
    Path folder = TestFolder.named("recorded").resolve(archive);
    try (ZipFile zip = new ZipFile(RECORDED.resolve(archive + ".zip").toFile())) {
      delete(folder);
      for (ZipEntry entry : Collections.list(zip.entries())) {
        Path file = folder.resolve(entry.getName());
        Files.createDirectories(file.getParent());
        Files.copy(zip.getInputStream(entry), file);
      }
      return folder.resolve("runs");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      List<Path> deepestFirst;
      try (Stream<Path> all = Files.walk(folder)) {
        deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
      }
      for (Path file : deepestFirst) {
        Files.delete(file);
      }
    }
  }
}
