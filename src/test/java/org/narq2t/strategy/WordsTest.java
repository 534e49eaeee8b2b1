package org.narq2t.strategy;

import org.narq2t.space.Space;
import org.narq2t.space.SpaceContract;

class WordsTest extends SpaceContract {

  @Override
  protected Space space() {
    return new Words();
  }
}
