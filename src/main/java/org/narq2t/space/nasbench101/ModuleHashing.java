package org.narq2t.space.nasbench101;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * The computation of the module hash of one cell; digests are kept as their digits.
 *
 * <p>Each vertex starts with the MD5 of its out-degree, in-degree and label (-1 input, -2 output,
 * else the code of its operator), written as a Python tuple. As many times as there are vertices,
 * it takes the MD5 of its predecessors' sorted digests, its successors' and its own, divided by
 * bars. The hash is the MD5 of the sorted digests of all vertices, written as a Python list. All
 * digests are 32 lower-case hexadecimal digits.
 */
final class ModuleHashing {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final int HEX_LENGTH = 2 * ModuleHash.BYTES;

  private final Cell cell;
  private final int vertices;
  private final MessageDigest md5;
  private final byte[] input = new byte[Cell.MAX_VERTICES * (HEX_LENGTH + 4) + 2];
  private byte[][] digests;
  private int length;

  ModuleHashing(Cell cell) {
    this.cell = cell;
    this.vertices = cell.vertices();
    try {
      this.md5 = MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has MD5", e);
    }
  }

  ModuleHash result() {
    digests = new byte[vertices][];
    for (int vertex = 0; vertex < vertices; vertex++) {
      put("(" + outDegree(vertex) + ", " + inDegree(vertex) + ", " + label(vertex) + ")");
      digests[vertex] = hexDigest();
    }
    for (int round = 0; round < vertices; round++) {
      byte[][] next = new byte[vertices][];
      for (int vertex = 0; vertex < vertices; vertex++) {
        next[vertex] = refine(vertex);
      }
      digests = next;
    }
    byte[][] sorted = digests.clone();
    sort(sorted, vertices);
    put("[");
    for (int i = 0; i < vertices; i++) {
      put(i == 0 ? "'" : ", '");
      put(sorted[i]);
      put("'");
    }
    put("]");
    md5.update(input, 0, length);
    length = 0;
    return ModuleHash.of(ByteBuffer.wrap(md5.digest()));
  }

  private byte[] refine(int vertex) {
    putNeighbours(0, vertex, vertex, true);
    put("|");
    putNeighbours(vertex + 1, vertices, vertex, false);
    put("|");
    put(digests[vertex]);
    return hexDigest();
  }

  private void putNeighbours(int begin, int end, int vertex, boolean predecessors) {
    byte[][] found = new byte[vertices][];
    int count = 0;
    for (int other = begin; other < end; other++) {
      if (predecessors ? cell.edge(other, vertex) : cell.edge(vertex, other)) {
        found[count++] = digests[other];
      }
    }
    sort(found, count);
    for (int i = 0; i < count; i++) {
      put(found[i]);
    }
  }

  private static void sort(byte[][] digests, int count) {
    Arrays.sort(digests, 0, count, Arrays::compare);
  }

  private int outDegree(int vertex) {
    int degree = 0;
    for (int to = vertex + 1; to < vertices; to++) {
      degree += cell.edge(vertex, to) ? 1 : 0;
    }
    return degree;
  }

  private int inDegree(int vertex) {
    return vertex == 0 ? 0 : cell.inDegree(vertex);
  }

  private int label(int vertex) {
    if (vertex == 0) {
      return -1;
    }
    return vertex == cell.output() ? -2 : cell.operator(vertex).code();
  }

  private void put(String ascii) {
    put(ascii.getBytes(StandardCharsets.US_ASCII));
  }

  private void put(byte[] ascii) {
    System.arraycopy(ascii, 0, input, length, ascii.length);
    length += ascii.length;
  }

  private byte[] hexDigest() {
    md5.update(input, 0, length);
    length = 0;
    byte[] digest = md5.digest();
    byte[] digits = new byte[HEX_LENGTH];
    for (int i = 0; i < ModuleHash.BYTES; i++) {
      digits[2 * i] = HEX[digest[i] >> 4 & 15];
      digits[2 * i + 1] = HEX[digest[i] & 15];
    }
    return digits;
  }
}
