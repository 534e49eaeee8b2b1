package org.narq2t.proofs.space;

import org.narq2t.space.Space;
import org.narq2t.space.SpaceContract;

class LettersContractTest extends SpaceContract {
  private final Space letters = new Letters();

  @Override
  protected Space space() {
    return letters;
  }
}
