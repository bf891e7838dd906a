import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs app tokens as Java SDKs do that take the key as base64 text and decode it first. Prints, for
 * every decoder that such SDKs use, one line: its name, the token for the key as given, and the token
 * for the key that the caller has encoded before.
 *
 * <p>Usage: java SignToken.java AK SK
 */
public final class SignToken {
    private interface Decoder {
        byte[] decode(String text);
    }

    private enum Sdk {
        /** Skips what is not in the alphabet and reads a last, incomplete group. */
        MIME(text -> Base64.getMimeDecoder().decode(text)),
        /** Takes the underscore for a digit, as in base64url. */
        URL(text -> Base64.getUrlDecoder().decode(text.replaceAll("=+$", "").replace('+', '-').replace('/', '_'))),
        /** As javax.xml.bind.DatatypeConverter did: skips too, and drops an incomplete group. */
        XML_BINDING(SignToken::decodeWholeGroups);

        private final Decoder decoder;

        Sdk(Decoder decoder) {
            this.decoder = decoder;
        }

        /** The call that the SDK offers: its key parameter is named "base64EncodedSecretKey". */
        String sign(String input, String base64EncodedSecretKey) throws Exception {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(decoder.decode(base64EncodedSecretKey), "HmacSHA256"));
            byte[] signature = mac.doFinal(input.getBytes(StandardCharsets.US_ASCII));
            return input + "." + encodeUrl(signature);
        }
    }

    public static void main(String[] arguments) throws Exception {
        String ak = arguments[0];
        String sk = arguments[1];
        String encoded = Base64.getEncoder().encodeToString(sk.getBytes(StandardCharsets.UTF_8));
        for (Sdk sdk : Sdk.values()) {
            String input = signingInput(ak);
            System.out.println(sdk + " " + sdk.sign(input, sk) + " " + sdk.sign(input, encoded));
        }
    }

    private static String signingInput(String ak) {
        long now = Instant.now().getEpochSecond();
        String header = "{\"alg\":\"HS256\",\"typ\":\"JWT\"}";
        String claims = String.format(
                "{\"sub\":\"%s\",\"iss\":\"%s\",\"typ\":\"app_token\",\"iat\":%d,\"exp\":%d}",
                ak, ak, now, now + 2 * 3600);
        return encodeUrl(header.getBytes(StandardCharsets.UTF_8))
                + "." + encodeUrl(claims.getBytes(StandardCharsets.UTF_8));
    }

    private static String encodeUrl(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] decodeWholeGroups(String text) {
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int[] group = new int[4];
        int filled = 0;
        for (char character : text.toCharArray()) {
            int value = character == '=' ? 64 : alphabet.indexOf(character);
            if (value < 0) {
                continue;
            }
            group[filled++] = value;
            if (filled < 4) {
                continue;
            }
            bytes.write(group[0] << 2 | group[1] >> 4);
            if (group[2] < 64) {
                bytes.write(group[1] << 4 | group[2] >> 2);
            }
            if (group[3] < 64) {
                bytes.write(group[2] << 6 | group[3]);
            }
            filled = 0;
        }
        return bytes.toByteArray();
    }
}
