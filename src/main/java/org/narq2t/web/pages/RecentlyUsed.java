package org.narq2t.web.pages;

import java.util.LinkedHashMap;
import java.util.Map;

/** The values of the keys that were asked for last; what is computed again gives the same. */
final class RecentlyUsed<K, V> {
  private final Map<K, V> values;

  RecentlyUsed(int most) {
    values =
        new LinkedHashMap<>(16, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > most;
          }
        };
  }

  /** Computes a value that may fail to be. */
  interface Source<V> {
    V get() throws java.io.IOException;
  }

  /** The value of a key; computed once, while others wait. */
  synchronized V get(K key, Source<V> source) throws java.io.IOException {
    V value = values.get(key);
    if (value == null) {
      value = source.get();
      values.put(key, value);
    }
    return value;
  }
}
