package org.narq2t.space;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.narq2t.space.nasbench101.EnumeratedSpace;
import org.narq2t.space.nasbench101.NasBench101;
import org.narq2t.space.nasbench201.NasBench201;

/**
 * Feature tensors of a sample of both spaces, by digests that Python's tests check as well
 * (test_encoding.py): so both encode alike.
 */
class EncodingSampleTest {
  private static final Path SAMPLE = Path.of("src/test/resources/encodings.csv");
  private static final int OF_EACH = 200;

  @Test
  void theSampleIsWhatJavaEncodes() throws IOException {
    List<String> lines = sample();
    if (Boolean.getBoolean("narq2t.write-sample")) {
      Files.write(SAMPLE, lines);
    }
    assertThat(Files.readAllLines(SAMPLE)).isEqualTo(lines);
  }

  private static List<String> sample() {
    List<String> lines = new ArrayList<>(List.of("space,dataset,architecture,sha256"));
    Random random = new Random(1);
    NasBench201 small = new NasBench201();
    List<Task> datasets = small.datasets();
    for (int i = 0; i < OF_EACH; i++) {
      lines.add(line(small, random.nextInt(small.size()), datasets.get(i % datasets.size())));
    }
    NasBench101 large = EnumeratedSpace.whole();
    for (int i = 0; i < OF_EACH; i++) {
      lines.add(line(large, random.nextInt(large.size()), Task.CIFAR10));
    }
    return lines;
  }

  private static String line(SearchSpace space, int architecture, Task dataset) {
    return "%s,%s,\"%s\",%s"
        .formatted(
            space.name(),
            dataset.key(),
            space.networkText(architecture),
            digest(space, architecture, dataset));
  }

  private static String digest(SearchSpace space, int architecture, Task dataset) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Float.BYTES * space.featureLength()).order(ByteOrder.LITTLE_ENDIAN);
    space.encode(architecture, dataset, bytes.asFloatBuffer());
    try {
      byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(bytes.array());
      return HexFormat.of().formatHex(sha256, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
