using System.Runtime.InteropServices;

namespace Liant.Modules.Search.Segments;

/// <summary>Remembers what was made of a piece of text, by a 64-bit number of it alone: one look at memory where a dictionary of strings takes four. The number
/// starts from a secret of the process, so that nobody can write two pieces that pass for each other.</summary>
internal sealed class ChunkTable
{
    /// <summary>Beyond this many, what is new is not remembered: what is frequent came before.</summary>
    private const int Most = 1 << 19;

    /// <summary>No value.</summary>
    public const int Unknown = int.MinValue;

    private const ulong Multiplier = 0x9E3779B97F4A7C15UL;

    private static readonly ulong Secret = (ulong)Random.Shared.NextInt64() | 1;

    private Slot[] slots = new Slot[256];
    private int count;

    private struct Slot
    {
        public ulong Key;
        public int Value;
    }

    public static ulong KeyOf(ReadOnlySpan<char> chunk)
    {
        // Four characters at a time, then those that are left and how many there are.
        var key = Secret;
        var fours = MemoryMarshal.Cast<char, ulong>(chunk);
        foreach (var four in fours)
        {
            key = ulong.RotateLeft((key ^ four) * Multiplier, 29);
        }

        var rest = (ulong)chunk.Length << 48;
        for (var i = 4 * fours.Length; i < chunk.Length; i++)
        {
            rest ^= (ulong)chunk[i] << (16 * (i & 3));
        }

        key = ulong.RotateLeft((key ^ rest) * Multiplier, 29);

        key = (key ^ (key >> 32)) * Secret;
        return key == 0 ? 1 : key ^ (key >> 29);
    }

    /// <summary>The values of several, so that one look at memory is not waited for before the next.</summary>
    public void Find(ReadOnlySpan<ulong> keys, Span<int> values)
    {
        for (var i = 0; i < keys.Length; i++)
        {
            values[i] = Find(keys[i]);
        }
    }

    /// <returns>Maybe <see cref="Unknown"/>.</returns>
    public int Find(ulong key)
    {
        var mask = slots.Length - 1;
        for (var at = (int)key & mask; slots[at].Key != 0; at = (at + 1) & mask)
        {
            if (slots[at].Key == key)
            {
                return slots[at].Value;
            }
        }

        return Unknown;
    }

    public void Add(ulong key, int value)
    {
        if (count == Most)
        {
            return;
        }

        if (2 * ++count > slots.Length)
        {
            var before = slots;
            slots = new Slot[2 * before.Length];
            foreach (var slot in before)
            {
                if (slot.Key != 0)
                {
                    Put(slot.Key, slot.Value);
                }
            }
        }

        Put(key, value);
    }

    private void Put(ulong key, int value)
    {
        var mask = slots.Length - 1;
        var at = (int)key & mask;
        while (slots[at].Key != 0)
        {
            at = (at + 1) & mask;
        }

        slots[at] = new Slot { Key = key, Value = value };
    }
}
