package org.narq2t.files;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A memory-mapped safetensors file, as {@link SafetensorsWriter} writes it too: 8 bytes
 * little-endian header length, JSON header, data.
 *
 * <p>Nothing in it is executed, and every offset is checked before it is used.
 */
public final class Safetensors {

  static final ObjectMapper JSON = new ObjectMapper();
  static final int PREFIX = Long.BYTES;
  private static final long LONGEST_HEADER = 1_000_000;

  private final Path path;
  private final String remedy;
  private final MappedByteBuffer bytes;
  private final JsonNode header;
  private final int dataStart;

  /** The types of tensors that are read and written here, little-endian. */
  public enum Type {
    U8(1),
    I32(Integer.BYTES),
    I64(Long.BYTES),
    F64(Double.BYTES);

    final int size;

    Type(int size) {
      this.size = size;
    }
  }

  private Safetensors(Path path, String remedy, MappedByteBuffer bytes) throws FileFormatException {
    this.path = path;
    this.remedy = remedy;
    this.bytes = bytes;
    this.dataStart = PREFIX + headerLength();
    this.header = header();
  }

  /**
   * Maps a file.
   *
   * @param remedy what to do about a broken one, for its message
   * @throws FileFormatException if it is not safetensors
   */
  public static Safetensors map(Path path, String remedy) throws IOException {
    try (FileChannel channel = FileChannel.open(path)) {
      if (channel.size() > Integer.MAX_VALUE) {
        throw new FileFormatException(path, "is larger than 2 GiB", remedy);
      }
      MappedByteBuffer bytes = channel.map(MapMode.READ_ONLY, 0, channel.size());
      bytes.order(ByteOrder.LITTLE_ENDIAN);
      return new Safetensors(path, remedy, bytes);
    }
  }

  /** The names of all tensors. */
  public List<String> names() {
    List<String> names = new ArrayList<>();
    header.fieldNames().forEachRemaining(names::add);
    names.remove("__metadata__");
    return names;
  }

  /** Whether there is a tensor of this name. */
  public boolean has(String name) {
    return header.has(name);
  }

  /** A metadata string. */
  public String metadata(String key) throws FileFormatException {
    JsonNode value = header.path("__metadata__").path(key);
    if (!value.isTextual()) {
      throw broken("has no metadata '%s'".formatted(key));
    }
    return value.textValue();
  }

  /**
   * Checks a metadata string.
   *
   * @throws FileFormatException unless it is the expected one
   */
  public void require(String key, String expected) throws FileFormatException {
    String actual = metadata(key);
    if (!actual.equals(expected)) {
      throw broken("has %s '%s' where '%s' is needed".formatted(key, actual, expected));
    }
  }

  /** A float64 tensor of this shape, row-major. */
  public DoubleBuffer float64(String name, int... shape) throws FileFormatException {
    return data(name, Type.F64, shape).asDoubleBuffer();
  }

  /** An int64 tensor of this shape, row-major. */
  public LongBuffer int64(String name, int... shape) throws FileFormatException {
    return data(name, Type.I64, shape).asLongBuffer();
  }

  /** An int32 tensor of this shape, row-major. */
  public IntBuffer int32(String name, int... shape) throws FileFormatException {
    return data(name, Type.I32, shape).asIntBuffer();
  }

  /** A tensor of unsigned bytes of this shape, row-major. */
  public ByteBuffer uint8(String name, int... shape) throws FileFormatException {
    return data(name, Type.U8, shape);
  }

  private ByteBuffer data(String name, Type type, int[] shape) throws FileFormatException {
    JsonNode tensor = header.path(name);
    String dtype = tensor.path("dtype").asText();
    if (!dtype.equals(type.name())) {
      throw wrong(name, "is of dtype '%s', not %s".formatted(dtype, type));
    }
    if (!tensor.path("shape").equals(JSON.valueToTree(shape))) {
      throw wrong(
          name,
          "has shape %s, not %s"
              .formatted(tensor.path("shape"), java.util.Arrays.toString(shape).replace(" ", "")));
    }
    long begin = tensor.path("data_offsets").path(0).asLong(-1);
    long end = tensor.path("data_offsets").path(1).asLong(-1);
    if (begin < 0 || end - begin != length(shape) * type.size) {
      throw wrong(name, "has offsets %d to %d".formatted(begin, end));
    }
    if (end > bytes.limit() - dataStart) {
      throw wrong(name, "ends beyond the end of the file");
    }
    return bytes.slice(dataStart + (int) begin, (int) (end - begin)).order(ByteOrder.LITTLE_ENDIAN);
  }

  static long length(int[] shape) {
    long length = 1;
    for (int extent : shape) {
      length = Math.multiplyExact(length, extent);
    }
    return length;
  }

  private FileFormatException wrong(String name, String what) {
    return broken("is broken: tensor '%s' %s".formatted(name, what));
  }

  private FileFormatException broken(String what) {
    return new FileFormatException(path, what, remedy);
  }

  private int headerLength() throws FileFormatException {
    if (bytes.limit() < PREFIX) {
      throw broken("is not safetensors: it has fewer than 8 bytes");
    }
    long length = bytes.getLong(0);
    if (length <= 0 || length > Math.min(LONGEST_HEADER, bytes.limit() - PREFIX)) {
      throw broken("is not safetensors: its header would have %d bytes".formatted(length));
    }
    return (int) length;
  }

  private JsonNode header() throws FileFormatException {
    byte[] text = new byte[dataStart - PREFIX];
    bytes.get(PREFIX, text);
    try {
      JsonNode parsed = JSON.readTree(new String(text, StandardCharsets.UTF_8));
      if (parsed.isObject()) {
        return parsed;
      }
    } catch (JsonProcessingException e) {
      throw new FileFormatException(path, "is not safetensors: its header is not JSON", remedy, e);
    }
    throw broken("is not safetensors: its header is not an object");
  }
}
