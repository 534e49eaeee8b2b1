package org.narq2t.benchmark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A memory-mapped safetensors file: 8 bytes little-endian header length, JSON header, data.
 *
 * <p>Nothing in it is executed, and every offset is checked before it is used.
 */
final class Safetensors {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PREFIX = Long.BYTES;
  private static final long LONGEST_HEADER = 1_000_000;

  private final Path path;
  private final MappedByteBuffer bytes;
  private final JsonNode header;
  private final int dataStart;

  private Safetensors(Path path, MappedByteBuffer bytes) throws TableFormatException {
    this.path = path;
    this.bytes = bytes;
    this.dataStart = PREFIX + headerLength();
    this.header = header();
  }

  static Safetensors map(Path path) throws IOException {
    if (!Files.exists(path)) {
      throw new NoSuchFileException(path.toString(), null, "import the table first");
    }
    try (FileChannel channel = FileChannel.open(path)) {
      if (channel.size() > Integer.MAX_VALUE) {
        throw new TableFormatException(path, "is larger than 2 GiB");
      }
      MappedByteBuffer bytes = channel.map(MapMode.READ_ONLY, 0, channel.size());
      bytes.order(ByteOrder.LITTLE_ENDIAN);
      return new Safetensors(path, bytes);
    }
  }

  boolean has(String name) {
    return header.has(name);
  }

  /** A metadata string. */
  String metadata(String key) throws TableFormatException {
    JsonNode value = header.path("__metadata__").path(key);
    if (!value.isTextual()) {
      throw new TableFormatException(path, "has no metadata '%s'".formatted(key));
    }
    return value.textValue();
  }

  /** A float64 tensor of the shape (length). */
  DoubleBuffer float64(String name, int length) throws TableFormatException {
    JsonNode tensor = header.path(name);
    String dtype = tensor.path("dtype").asText();
    if (!dtype.equals("F64")) {
      throw wrong(name, "is of dtype '%s', not F64".formatted(dtype));
    }
    JsonNode shape = tensor.path("shape");
    if (shape.size() != 1 || shape.get(0).asLong(-1) != length) {
      throw wrong(name, "has shape %s, not [%d]".formatted(shape, length));
    }
    long begin = tensor.path("data_offsets").path(0).asLong(-1);
    long end = tensor.path("data_offsets").path(1).asLong(-1);
    if (begin < 0 || end - begin != (long) Double.BYTES * length) {
      throw wrong(name, "has offsets %d to %d".formatted(begin, end));
    }
    if (end > bytes.limit() - dataStart) {
      throw wrong(name, "ends beyond the end of the file");
    }
    return bytes
        .slice(dataStart + (int) begin, (int) (end - begin))
        .order(ByteOrder.LITTLE_ENDIAN)
        .asDoubleBuffer();
  }

  private TableFormatException wrong(String name, String what) {
    return new TableFormatException(path, "is broken: tensor '%s' %s".formatted(name, what));
  }

  private int headerLength() throws TableFormatException {
    if (bytes.limit() < PREFIX) {
      throw new TableFormatException(path, "is not safetensors: it has fewer than 8 bytes");
    }
    long length = bytes.getLong(0);
    if (length <= 0 || length > Math.min(LONGEST_HEADER, bytes.limit() - PREFIX)) {
      throw new TableFormatException(
          path, "is not safetensors: its header would have %d bytes".formatted(length));
    }
    return (int) length;
  }

  private JsonNode header() throws TableFormatException {
    byte[] text = new byte[dataStart - PREFIX];
    bytes.get(PREFIX, text);
    try {
      JsonNode parsed = JSON.readTree(new String(text, StandardCharsets.UTF_8));
      if (parsed.isObject()) {
        return parsed;
      }
    } catch (JsonProcessingException e) {
      throw new TableFormatException(path, "is not safetensors: its header is not JSON", e);
    }
    throw new TableFormatException(path, "is not safetensors: its header is not an object");
  }
}
