package org.narq2t.space;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * All randomness of one run: named streams, derived from one root seed.
 *
 * <p>A stream depends on the root seed, its name and a step (an epoch, an iteration) and on nothing
 * else, so a resumed run draws what the uninterrupted one would have drawn.
 *
 * @param rootSeed the seed of the run
 */
public record RandomStreams(long rootSeed) {

  private static final RandomGeneratorFactory<RandomGenerator> GENERATORS =
      RandomGeneratorFactory.of("L64X128MixRandom");

  /** The purpose of a stream. */
  public enum Name {
    /** Training and validation sets. */
    SPLIT,
    /** The order of the training set in an epoch. */
    BATCHES,
    /** The order in which the search takes the tier statistics. */
    STATISTICS,
    /** Architectures drawn in a search iteration. */
    SAMPLING,
    /** The first design and the proposals of a strategy that asks step by step. */
    SEQUENTIAL,
    /** Architectures of a random search. */
    RANDOM,
    /** Parents and children of an evolution. */
    EVOLUTION,
    /** Starts of a local search, and the order of neighbours. */
    LOCAL,
    /** Initial weights and dropout. */
    MODEL,
    /** Architectures whose latency is measured first. */
    LATENCY
  }

  /** A fresh generator at the beginning of a stream. */
  public RandomGenerator stream(Name name, long step) {
    return GENERATORS.create(seed(name, step));
  }

  /**
   * The seed of a stream, for generators outside Java: the first 8 bytes (big-endian) of SHA-256
   * over "narq2t/{root seed}/{name in lower case}/{step}".
   */
  public long seed(Name name, long step) {
    String path = "narq2t/%d/%s/%d".formatted(rootSeed, name.name().toLowerCase(Locale.ROOT), step);
    return ByteBuffer.wrap(sha256(path.getBytes(StandardCharsets.UTF_8))).getLong();
  }

  /** Shuffles in place (Fisher-Yates from the end). */
  public static void shuffle(int[] values, RandomGenerator random) {
    for (int i = values.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int moved = values[i];
      values[i] = values[j];
      values[j] = moved;
    }
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
