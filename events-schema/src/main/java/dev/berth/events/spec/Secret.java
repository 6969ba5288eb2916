package dev.berth.events.spec;

/**
 * A secret variable, readable only with the data key of its project.
 *
 * <p>To open it: the data key of the project is a Tink keyset (AES256_GCM). It is kept wrapped, as the base64 of
 * {@code TinkProtoKeysetFormat.serializeEncryptedKeyset(dataKey, keyEncryptionKey, associatedData)}, where the
 * associated data is the project's id as text in UTF-8, and the key-encryption key is the {@code Aead} of the cleartext
 * Tink JSON keyset (AES256_GCM) in the file that {@code BERTH_KEK_FILE} names. The ciphertext is the base64 of
 * {@code Aead.encrypt(value in UTF-8, associatedData)} under the data key, where the associated data is
 * {@code <project id>/<variable name>} in UTF-8. Base64 is the standard alphabet with padding.
 *
 * @param ciphertext AES-GCM by Tink under the project's data key, base64; bound to the project and the variable's name
 * @param hash argon2id of the value in PHC form, which clients compare with what they have
 */
public record Secret(String ciphertext, String hash) {}
