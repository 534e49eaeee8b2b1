package org.narq2t.web;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.narq2t.settings.Settings;

/** What a client must know, where that is asked for. */
@ApplicationScoped
class Token {
  /** The cookie of who logged in. */
  static final String COOKIE = "narq2t_session";

  private static final String ALGORITHM = "HmacSHA256";

  private final Settings settings;

  Token(Settings settings) {
    this.settings = settings;
  }

  /** Whether clients must know it. */
  boolean isRequired() {
    return settings.token().isPresent();
  }

  /** Compares in a time that does not tell how much of it is right. */
  boolean isRight(String given) {
    return settings.token().map(token -> same(token, given)).orElse(false);
  }

  /** The value of the cookie: it proves that the token was known, and does not tell it. */
  Optional<String> session() {
    return settings.token().map(Token::seal);
  }

  boolean isSession(String given) {
    return session().map(value -> same(value, given)).orElse(false);
  }

  private static boolean same(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }

  private static String seal(String token) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(token.getBytes(StandardCharsets.UTF_8), ALGORITHM));
      byte[] sealed = mac.doFinal(COOKIE.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
